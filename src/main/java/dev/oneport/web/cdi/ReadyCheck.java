package dev.oneport.web.cdi;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells MicroProfile Health whether Oneport takes new clients: not before it has started, and not
 * while it drains. As {@link LiveCheck} otherwise.
 */
@Readiness
public class ReadyCheck implements HealthCheck {
  private final OneportExtension extension;

  /** For the container. */
  @Inject
  public ReadyCheck(OneportExtension extension) {
    this.extension = extension;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named(extension.health().name())
        .status(extension.health().isReady())
        .build();
  }
}
