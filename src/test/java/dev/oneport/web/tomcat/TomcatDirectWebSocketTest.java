package dev.oneport.web.tomcat;

import dev.oneport.concurrent.OwnThreads;

/** The same where a loop of ours reads. */
class TomcatDirectWebSocketTest extends TomcatWebSocketTest {
  @Override
  SocketLoops loops() {
    return new SocketLoops(
        new OwnThreads("test-loop", TomcatDirectWebSocketTest.class.getClassLoader()), 1);
  }
}
