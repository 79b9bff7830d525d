package dev.oneport.web.publish;

import dev.oneport.Namespace;
import dev.oneport.SessionRegistry;
import dev.oneport.config.ApiGrant;
import dev.oneport.config.OneportConfig;
import dev.oneport.publish.Publisher;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.ProblemException;
import dev.oneport.web.boot.Deployment;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who sent the request that is being answered, and the deployment that it came to.
 *
 * @param publisher as {@link PublishGate} found out
 */
record Access(Deployment deployment, Publisher publisher) {
  private static final String ATTRIBUTE = Access.class.getName();

  /**
   * The running deployment.
   *
   * @throws ProblemException if it is being stopped, or did not start
   */
  static Deployment deployment(HttpServletRequest request) {
    Deployment deployment = Deployment.find(request.getServletContext());
    if (deployment == null) {
      throw new ProblemException(Problems.notRunning());
    }
    return deployment;
  }

  /** Lets the request in. */
  void grant(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What was granted to a request. */
  static Access of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Access access) {
      return access;
    }
    throw new IllegalStateException("a request that came around the gate");
  }

  OneportConfig config() {
    return deployment.config();
  }

  SessionRegistry sessions() {
    return deployment.server().sessions();
  }

  /**
   * Fails unless something may be done, in whichever rooms.
   *
   * @throws ProblemException if it may not
   */
  void require(ApiGrant grant) {
    if (!publisher.rights().has(grant)) {
      throw new ProblemException(Problems.noGrant(publisher, grant));
    }
  }

  /**
   * Fails unless something may be done in a room.
   *
   * @throws ProblemException if it may not
   */
  void require(ApiGrant grant, String namespace, String room) {
    require(grant);
    if (!publisher.rights().has(grant, namespace, room)) {
      throw new ProblemException(Problems.notInRoom(publisher, namespace, room));
    }
  }

  /**
   * Fails unless something may be done in all rooms of all namespaces.
   *
   * @throws ProblemException if it may not
   */
  void requireEverywhere(ApiGrant grant) {
    require(grant);
    if (!publisher.rights().hasEverywhere(grant)) {
      throw new ProblemException(Problems.notEverywhere(publisher));
    }
  }

  /**
   * Counts events of the publisher, besides the one that its request was counted as.
   *
   * @throws ProblemException if these are too many
   */
  void spend(int events) {
    if (events < 1) {
      return;
    }
    try {
      deployment.gate().checkPublisher(publisher.name(), events);
    } catch (EntryDenied e) {
      throw new ProblemException(PublishGate.tooOften(), e.retrySeconds());
    }
  }

  /** Whether something may be done in a room. */
  boolean allows(ApiGrant grant, String namespace, String room) {
    return publisher.rights().has(grant, namespace, room);
  }

  /**
   * A namespace.
   *
   * @throws ProblemException if there is none of that name
   */
  Namespace namespace(String name) {
    Namespace found = deployment.findNamespace(name);
    if (found == null) {
      throw new ProblemException(Problems.unknownNamespace());
    }
    return found;
  }
}
