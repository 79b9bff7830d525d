package dev.oneport.web.monitor;

import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.metrics.Families;
import java.lang.System.Logger.Level;

/** Micrometer, where the server or the application has it. */
public final class Micrometer {
  private static final System.Logger LOG = System.getLogger(Micrometer.class.getName());
  private static final Monitor NONE = () -> {};

  private Micrometer() {}

  /**
   * Shows metrics to Micrometer.
   *
   * @param contextPath of the application; empty for that of the root
   * @return does nothing where there is no Micrometer
   */
  public static Monitor show(Beans beans, Families families, Timers timers, String contextPath) {
    try {
      return MicrometerMeters.bind(beans, families, timers, Clock.system(), contextPath);
    } catch (LinkageError none) {
      LOG.log(Level.DEBUG, "no Micrometer: {0}", none.toString());
      return NONE;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "micrometer-failed: Micrometer will not show " + contextPath, e);
      return NONE;
    }
  }
}
