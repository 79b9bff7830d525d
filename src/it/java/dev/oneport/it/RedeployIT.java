package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.NodeScript;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.HeapDump;
import dev.oneport.it.server.Jmx;
import dev.oneport.it.server.Jvm;
import dev.oneport.it.server.OnEachOwnServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An application is replaced again and again while clients of every kind use it, and whoever
 * watches the server asks for its health and its meters. Another one, which stays, is there to be
 * told from it in the end.
 */
@OnEachOwnServer
class RedeployIT {

  private static final int REDEPLOYMENTS = Integer.getInteger("redeployments", 20);

  /** By then everything has been used, and caches are as full as they get. */
  private static final int WARM = Math.min(4, REDEPLOYMENTS - 1);

  private static final double GROWTH = 1.25;

  /**
   * So many rounds in the end are measured, and the least counts: what leaks is in all of them. A
   * thread that Tomcat made while the last application stopped may remember it until the next one
   * does.
   */
  private static final int LAST = 4;

  /** More than a server has threads for requests; see {@link #occupyThreads}. */
  private static final int REQUESTS_AT_ONCE =
      Math.max(64, 24 * Runtime.getRuntime().availableProcessors());

  private static final int OCCUPIED_MILLIS = 1000;

  /** Of the replaced application only. */
  private static final String ITS_CLASS = "dev.oneport.it.app.Chat";

  private static final Deployment STAYING =
      new Deployment(Applications.ONEPORT, Applications.oneportWar());

  /** What servers and the JVM remember of an application that is gone: nothing of Oneport's. */
  private static final List<Pattern> EXCUSED =
      Stream.of(
              // The JVM's handles for equals and hashCode of records know the last type they were
              // asked for; before JDK 21 that holds it.
              "java.lang.invoke.DirectMethodHandle .asTypeCache ",
              // RESTEasy of WildFly forgets its factory on some threads that began a servlet.
              "java.lang.Object[] [] org.jboss.resteasy.core.providerfactory."
                  + "ResteasyProviderFactoryImpl",
              // What it falls back on is of the application that came first, though it has gone.
              "org.jboss.resteasy.core.ThreadLocalResteasyProviderFactory .defaultFactory ",
              // An idle thread of WildFly's remembers its last request, and its class loader.
              "org.jboss.threads.EnhancedQueueExecutor$Task .delegate ",
              "org.jboss.threads.EnhancedQueueExecutor$Task .contextClassLoader ",
              "java.lang.Thread 'default task-\\E\\d+\\Q' .contextClassLoader ",
              // A thread that Tomcat made while our code called it knows whose code that was, until
              // it is renewed: after an undeployment one a second, each after its next request.
              "org.apache.tomcat.util.threads.TaskThread '\\E[^']*\\Q' "
                  + ".inheritedAccessControlContext ",
              // Grizzly of Payara keeps requests for reuse with each thread, and those that became
              // a WebSocket with what they belonged to.
              "org.glassfish.grizzly.ThreadCache$ObjectCacheElement .cache ")
          .map(each -> "\\Q" + each + "\\E")
          .map(Pattern::compile)
          .toList();

  private final ServerUnderTest server;

  /** As seen last. */
  private List<HeapDump.Loader> held = List.of();

  RedeployIT(ServerUnderTest server) {
    this.server = server;
  }

  @Test
  void replacedApplicationsLeaveNothingBehind() throws Exception {
    assumeTrue(server.redeploys(), "an executable WAR ends with its process");
    assumeFalse(server.name().equals("tomcat10"), "packed, it takes 14 s for each deployment");
    Deployment replaced = new Deployment(Applications.APP, Applications.appWar());
    server.start(List.of(STAYING, replaced), Applications.withKey());
    try {
      Jvm jvm = new Jvm(server.jvm(Applications.APP));
      redeployUnderLoad(replaced, jvm);
      awaitTimers(jvm, 2);
      assertManagedBeansOf(Applications.ONEPORT, Applications.APP);
      server.undeploy(Applications.APP);
      awaitTimers(jvm, 1);
      assertManagedBeansOf(Applications.ONEPORT);
      Await.until(
          "nobody holds class loaders of what was replaced",
          Await.DEADLINE.multipliedBy(2),
          () -> {
            occupyThreads();
            held = holders(jvm);
            return held.isEmpty();
          },
          () -> held.toString());
      assertFalse(server.log().contains("The handler of \"disconnect\" failed"), "see its log");
    } finally {
      server.close();
    }
  }

  private void redeployUnderLoad(Deployment replaced, Jvm jvm)
      throws IOException, InterruptedException {
    String base = server.base(Applications.APP).toString();
    try (NodeScript load = NodeScript.start("load.cjs", base, Applications.API_KEY)) {
      long warm = 0;
      long least = Long.MAX_VALUE;
      for (int i = 0; i <= REDEPLOYMENTS; i++) {
        round(load, i + 1);
        watch();
        if (i == WARM) {
          warm = liveBytes(jvm);
        }
        if (i > Math.max(WARM, REDEPLOYMENTS - LAST)) {
          least = Math.min(least, liveBytes(jvm));
        }
        if (i < REDEPLOYMENTS) {
          server.deploy(replaced);
        }
      }
      String seen = least + " bytes are live, " + warm + " were in round " + (WARM + 1);
      assertTrue(least < GROWTH * warm, seen);
    }
  }

  private long liveBytes(Jvm jvm) throws IOException, InterruptedException {
    occupyThreads();
    return jvm.liveBytes();
  }

  /** Asks the server for all that it knows of the application, where it knows something. */
  private void watch() {
    String name = "oneport " + Applications.APP;
    URI health = server.health();
    if (health != null) {
      for (String kind : List.of("live", "ready")) {
        assertTrue(Http.get(health.resolve(kind)).body().contains(name), kind);
      }
    }
    URI meters = server.meters();
    if (meters != null) {
      String ours = "context=\"" + Applications.APP + "\"";
      Await.until("its meters", () -> Http.get(meters).body().contains(ours));
    }
  }

  /** Returns once each client has been served by the application as it is now. */
  private static void round(NodeScript load, int number) {
    load.tell(Json.createObjectBuilder().add("round", number).build());
    load.await("round " + number, line -> line.getInt("round") == number);
  }

  /** One thread for each application; that of a replaced one may end a moment later. */
  private static void awaitTimers(Jvm jvm, int applications) {
    Await.until(
        applications + " timers",
        Await.DEADLINE,
        () -> jvm.threads("oneport-timer").size() == applications,
        () -> jvm.threads("oneport-timer").toString());
  }

  private void assertManagedBeansOf(String... paths) {
    Set<String> names =
        Stream.of(paths)
            .map(path -> "dev.oneport:context=" + path + ",type=Server")
            .collect(Collectors.toSet());
    try (Jmx jmx = Jmx.attach(server.jvm(Applications.APP))) {
      assertEquals(names, jmx.names());
    }
  }

  /**
   * Gives each thread of the server something else to remember than its last request to the
   * application that is gone: the publish API of the other one waits, on a thread, for the body.
   */
  private void occupyThreads() throws IOException, InterruptedException {
    URI uri = server.base(Applications.ONEPORT).resolve("api/emit");
    byte[] body = "{\"event\":\"x\",\"data\":[]}".getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + Applications.API_KEY,
            "Content-Type",
            "application/json",
            "Content-Length",
            Integer.toString(body.length));
    List<RawHttp> requests = new ArrayList<>();
    try {
      for (int i = 0; i < REQUESTS_AT_ONCE; i++) {
        RawHttp request = RawHttp.connect(uri);
        requests.add(request);
        request.request("POST", uri, headers, "{");
      }
      Thread.sleep(OCCUPIED_MILLIS);
      for (RawHttp request : requests) {
        request.write("\"event\":\"x\",\"data\":[]}".getBytes(StandardCharsets.UTF_8));
      }
      for (RawHttp request : requests) {
        assertEquals(202, request.response().status());
      }
    } finally {
      for (RawHttp request : requests) {
        request.close();
      }
    }
  }

  private static List<HeapDump.Loader> holders(Jvm jvm) {
    return jvm.dumpHeap(EXCUSED).loadersOf(ITS_CLASS).stream()
        .filter(each -> !each.paths().isEmpty())
        .toList();
  }
}
