package dev.oneport.engineio;

import dev.oneport.RequestGate;
import dev.oneport.RequestHead;
import dev.oneport.SessionIdGenerator;
import dev.oneport.engineio.Refusal.Cause;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is let in: the server's own checks, and those of the application in
 * their place between them. Any thread, which waits for what the application says.
 */
final class Gatekeeper {
  private static final System.Logger LOG = System.getLogger(Gatekeeper.class.getName());
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final String ALLOWED = "";

  private final RequestVerifier verifier;
  private final EngineSessions sessions;
  private final EngineHooks hooks;

  Gatekeeper(RequestVerifier verifier, EngineSessions sessions, EngineHooks hooks) {
    this.verifier = verifier;
    this.sessions = sessions;
    this.hooks = hooks;
  }

  /**
   * Decides.
   *
   * @param head asked for only where the application has a say
   */
  Verdict decide(EngineRequest request, Supplier<RequestHead> head) {
    Refusal refusal = verifier.request(request);
    if (refusal != null) {
      return Verdict.refuse(refusal);
    }
    String sid = request.sid();
    return sid == null || request.isFirstOfSession() ? begin(request, head) : resume(request, sid);
  }

  private Verdict resume(EngineRequest request, String sid) {
    EngineSession session = sessions.find(sid);
    if (session == null || !session.servesSenderOf(request)) {
      return Verdict.refuse(Refusal.of(EngineError.UNKNOWN_SID, "sid", sid));
    }
    Refusal refusal = verifier.resumption(request, session);
    return refusal == null ? Verdict.resume(session) : Verdict.refuse(refusal);
  }

  private Verdict begin(EngineRequest request, Supplier<RequestHead> head) {
    Refusal refusal = verifier.handshake(request);
    if (refusal == null) {
      refusal = askGate(head);
    }
    if (refusal == null) {
      refusal = verifier.protocol(request);
    }
    return refusal == null ? generateId(head) : Verdict.refuse(refusal);
  }

  private @Nullable Refusal askGate(Supplier<RequestHead> head) {
    RequestGate gate = hooks.gate();
    if (gate == null) {
      return null;
    }
    CompletableFuture<String> decision = new CompletableFuture<>();
    try {
      gate.decide(head.get(), new FutureDecision(decision));
      String message = decision.get(hooks.decisionTimeoutMillis(), TimeUnit.MILLISECONDS);
      return message.equals(ALLOWED) ? null : Refusal.forbidden(message);
    } catch (TimeoutException e) {
      LOG.log(
          Level.WARNING,
          "decision-late: no decision about a request in {0} ms",
          hooks.decisionTimeoutMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "decision-failed: the decision about a request failed", e);
    }
    return Refusal.forbidden(EngineError.FORBIDDEN.message());
  }

  private record FutureDecision(CompletableFuture<String> future) implements RequestGate.Decision {
    @Override
    public void allow() {
      future.complete(ALLOWED);
    }

    @Override
    public void refuse(String message) {
      future.complete(message.isEmpty() ? EngineError.FORBIDDEN.message() : message);
    }
  }

  private Verdict generateId(Supplier<RequestHead> head) {
    SessionIdGenerator generator = hooks.ids();
    if (generator == null) {
      return Verdict.begin(RandomId.secret());
    }
    Throwable failure;
    try {
      CompletableFuture<String> made = new CompletableFuture<>();
      generator.generate(head.get()).whenComplete((sid, e) -> settle(made, sid, e));
      return Verdict.begin(made.get(hooks.decisionTimeoutMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
    } catch (ExecutionException e) {
      failure = e.getCause() == null ? e : e.getCause();
    } catch (Exception e) {
      failure = e;
    }
    LOG.log(Level.WARNING, "session-id-failed: no id for a session", failure);
    return Verdict.refuse(Refusal.badRequest(Cause.ID_GENERATION_ERROR, "error", failure));
  }

  private void settle(
      CompletableFuture<String> made, @Nullable String sid, @Nullable Throwable failure) {
    if (failure != null) {
      made.completeExceptionally(failure);
    } else if (sid == null || !SID.matcher(sid).matches() || sessions.find(sid) != null) {
      made.completeExceptionally(new IllegalArgumentException("not an id, or one that is taken"));
    } else {
      made.complete(sid);
    }
  }
}
