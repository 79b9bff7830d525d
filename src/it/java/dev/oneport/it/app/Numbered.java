package dev.oneport.it.app;

import dev.oneport.Namespace;
import dev.oneport.OnEvent;
import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.Dependent;

/** All namespaces with a number. */
@SocketNamespace(pattern = "^/numbered-\\d+$")
@Dependent
public class Numbered {

  @OnEvent("where")
  String where(Namespace namespace) {
    return namespace.name();
  }
}
