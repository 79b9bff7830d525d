package dev.oneport.it.broken;

import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.SocketNamespace;

/** Two mistakes, which are told at once. */
@SocketNamespace
public class Broken {

  @OnEvent("say")
  void say(String text, Thread thread) {}

  @OnDisconnect
  String left() {
    return "nobody gets this";
  }
}
