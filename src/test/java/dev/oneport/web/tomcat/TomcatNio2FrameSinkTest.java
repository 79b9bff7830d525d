package dev.oneport.web.tomcat;

/** The same with the connector that few use. */
class TomcatNio2FrameSinkTest extends TomcatFrameSinkTest {
  @Override
  String protocol() {
    return "org.apache.coyote.http11.Http11Nio2Protocol";
  }
}
