package dev.oneport.web.publish;

import dev.oneport.web.ProblemException;
import dev.oneport.web.boot.Deployment;
import jakarta.servlet.http.HttpServletRequest;

/** Finds the deployment that a request came to. */
final class Deployments {
  private Deployments() {}

  /**
   * The running one.
   *
   * @throws ProblemException if it is being stopped, or did not start
   */
  static Deployment of(HttpServletRequest request) {
    Deployment deployment = Deployment.find(request.getServletContext());
    if (deployment == null) {
      throw new ProblemException(Problems.notRunning());
    }
    return deployment;
  }
}
