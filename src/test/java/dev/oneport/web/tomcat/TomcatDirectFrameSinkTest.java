package dev.oneport.web.tomcat;

import dev.oneport.concurrent.OwnThreads;

/** Past all of Tomcat's code, as on its usual connector. */
class TomcatDirectFrameSinkTest extends TomcatFrameSinkTest {
  @Override
  SocketLoops loops() {
    return new SocketLoops(
        new OwnThreads("test-loop", TomcatDirectFrameSinkTest.class.getClassLoader()), 2);
  }
}
