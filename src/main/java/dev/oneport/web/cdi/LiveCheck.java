package dev.oneport.web.cdi;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Tells MicroProfile Health whether Oneport lives. Where there is no MicroProfile Health this class
 * is never loaded; {@link OneportExtension} makes it a bean elsewhere, so it has no scope of its
 * own.
 */
@Liveness
public class LiveCheck implements HealthCheck {
  private final OneportExtension extension;

  /** For the container. */
  @Inject
  public LiveCheck(OneportExtension extension) {
    this.extension = extension;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named(extension.health().name())
        .status(extension.health().isLive())
        .build();
  }
}
