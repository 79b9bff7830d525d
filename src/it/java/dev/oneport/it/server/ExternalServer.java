package dev.oneport.it.server;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A server that somebody else runs: {@code -Dservers=external
 * -Dservers.external=http://127.0.0.1:3000} tests, for example, the reference implementation by
 * what is promised of ours. The applications are expected at the context paths the tests deploy to.
 */
final class ExternalServer implements ServerUnderTest {

  private final String origin = System.getProperty("servers.external", "http://127.0.0.1:8080");

  @Override
  public String name() {
    return "external";
  }

  @Override
  public void environment(Map<String, String> variables) {
    throw new UnsupportedOperationException("not ours to change");
  }

  @Override
  public void start(List<Deployment> deployments, Map<String, String> properties) {}

  @Override
  public void deploy(Deployment deployment) {
    throw new UnsupportedOperationException("not ours to change");
  }

  @Override
  public void deployRefused(Deployment deployment, String message) {
    throw new UnsupportedOperationException("not ours to change");
  }

  @Override
  public void undeploy(String contextPath) {
    throw new UnsupportedOperationException("not ours to change");
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException("not ours to change");
  }

  @Override
  public URI base(String contextPath) {
    return URI.create(origin + contextPath + "/");
  }

  @Override
  public ProcessHandle jvm(String contextPath) {
    throw new UnsupportedOperationException("not known");
  }

  @Override
  public String log() {
    throw new UnsupportedOperationException("not known");
  }

  @Override
  public boolean redeploys() {
    return false;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return name();
  }
}
