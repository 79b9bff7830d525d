package dev.oneport;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.oneport.config.WebConfig;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.LiveSessions;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.LogoutFilter;
import dev.oneport.web.NoSniffing;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.monitor.MetricsServlet;
import dev.oneport.web.page.PageHeaders;
import dev.oneport.web.page.PageStateServlet;
import dev.oneport.web.publish.HeaderFilter;
import dev.oneport.web.ws.AdoptableFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The direction of the packages: {@code web -> {socketio, subscribe} -> {adapter, engineio} ->
 * {protocol, concurrent, config, metrics}}; every layer may use {@code dev.oneport}, which uses
 * none.
 */
@AnalyzeClasses(packages = "dev.oneport", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] FOUNDATION = {
    "dev.oneport.protocol..",
    "dev.oneport.concurrent..",
    "dev.oneport.config..",
    "dev.oneport.metrics.."
  };

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.oneport..");

  @ArchTest
  static final ArchRule packages = slices().matching("dev.oneport.(*)..").should().beFreeOfCycles();

  /** The exception: a {@link JsonText} checks its text when it is made, so it knows the scanner. */
  @ArchTest
  static final ArchRule api =
      classes()
          .that()
          .resideInAPackage("dev.oneport")
          .and()
          .areNotAssignableTo(JsonText.class)
          .should()
          .onlyDependOnClassesThat(resideInAPackage("dev.oneport").or(not(OURS)));

  @ArchTest
  static final ArchRule codecs =
      classes()
          .that()
          .resideInAPackage("dev.oneport.protocol..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "dev.oneport.protocol..",
                      "java.lang..",
                      "java.util..",
                      "java.io",
                      "java.math",
                      "java.nio..",
                      "java.time..",
                      "jakarta.json..",
                      "org.jspecify..")
                  .or(belongToAnyOf(JsonText.class, JsonBindingException.class, Handshake.class)));

  @ArchTest
  static final ArchRule concurrent = ours("dev.oneport.concurrent..", "dev.oneport.concurrent..");

  @ArchTest
  static final ArchRule limit =
      ours(
          "dev.oneport.limit..",
          "dev.oneport.concurrent..",
          "dev.oneport.config..",
          "dev.oneport.limit..");

  /** What is measured knows nothing of how it is shown. */
  @ArchTest
  static final ArchRule metrics =
      ours(
          "dev.oneport.metrics..",
          "dev.oneport",
          "dev.oneport.concurrent..",
          "dev.oneport.metrics..");

  @ArchTest
  static final ArchRule config =
      ours("dev.oneport.config..", "dev.oneport", "dev.oneport.config..");

  @ArchTest
  static final ArchRule engineio =
      ours("dev.oneport.engineio..", with(FOUNDATION, "dev.oneport", "dev.oneport.engineio.."));

  @ArchTest
  static final ArchRule adapter =
      ours("dev.oneport.adapter..", with(FOUNDATION, "dev.oneport", "dev.oneport.adapter.."));

  /** It watches what is measured, and knows nothing of those who send and receive. */
  @ArchTest
  static final ArchRule console =
      ours(
          "dev.oneport.console..",
          "dev.oneport",
          "dev.oneport.concurrent..",
          "dev.oneport.metrics..",
          "dev.oneport.console..");

  /** As an application would, but for the numbers and who comes in. */
  @ArchTest
  static final ArchRule adminUi =
      ours(
          "dev.oneport.adminui..",
          with(
              FOUNDATION,
              "dev.oneport",
              "dev.oneport.publish..",
              "dev.oneport.socketio..",
              "dev.oneport.adminui.."));

  @ArchTest
  static final ArchRule publish =
      ours("dev.oneport.publish..", with(FOUNDATION, "dev.oneport", "dev.oneport.publish.."));

  @ArchTest
  static final ArchRule belowTheEdge =
      noClasses()
          .that()
          .resideInAPackage("dev.oneport..")
          .and()
          .resideOutsideOfPackage("dev.oneport.web..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.oneport.web..");

  /**
   * The exceptions are annotations that CDI has to know as its own, and the registry: it adopts
   * WebSockets of the application's own endpoints.
   */
  @ArchTest
  static final ArchRule jakarta =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.oneport.web..")
          .and()
          .doNotBelongToAnyOf(
              Of.class, SocketNamespace.class, SessionRegistry.class, LiveSessions.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet..",
              "jakarta.websocket..",
              "jakarta.ws.rs..",
              "jakarta.enterprise..",
              "jakarta.annotation..",
              "jakarta.validation..",
              "jakarta.transaction..");

  @ArchTest
  static final ArchRule tomcat =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.oneport.launch..", "dev.oneport.web.tomcat..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.catalina..", "org.apache.tomcat..", "org.apache.coyote..");

  @ArchTest
  static final ArchRule tyrus =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.oneport.web.tyrus..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.glassfish.tyrus..");

  @ArchTest
  static final ArchRule launcher =
      classes()
          .that()
          .resideInAPackage("dev.oneport.launch..")
          .should()
          .onlyDependOnClassesThat(resideInAPackage("dev.oneport.launch..").or(not(OURS)))
          .as("the launcher, which is outside the classes jar, uses nothing of it");

  @ArchTest
  static final ArchRule nobodyLaunches =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.oneport.launch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.oneport.launch..");

  /**
   * The exceptions: measurements and the page are for administrators, whom they know themselves;
   * the filters pass on the application's own requests, or set headers, and refuse none, or refuse
   * what can't be read and pass on the rest to who asks.
   */
  @ArchTest
  static final ArchRule oneGate =
      classes()
          .that(
              resideInAPackage("dev.oneport.web..")
                  .and(
                      assignableTo(Servlet.class)
                          .or(assignableTo(Filter.class))
                          .or(assignableTo(ContainerRequestFilter.class))))
          .and()
          .doNotBelongToAnyOf(
              MetricsServlet.class,
              PageStateServlet.class,
              PageHeaders.class,
              AdoptableFilter.class,
              LogoutFilter.class,
              NoSniffing.class,
              HeaderFilter.class)
          .should(callMethodsOf(Gate.class))
          .as("whatever takes clients asks the gate");

  /** {@code web.boot} puts the gate together. */
  @ArchTest
  static final ArchRule behindTheGate =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.oneport.web.boot..")
          .and()
          .doNotBelongToAnyOf(Gate.class, Entrance.class, Cors.class, OriginPolicy.class)
          .should()
          .callMethod(Cors.class, "apply", HttpServletRequest.class, HttpServletResponse.class)
          .orShould()
          .callMethod(Entrance.class, "identify", HttpServletRequest.class)
          .orShould()
          .callMethod(Entrance.class, "admit", EngineHandshake.class)
          .orShould()
          .callMethod(Entrance.class, "admitLater", EngineHandshake.class)
          .orShould()
          .callMethod(Entrance.class, "renew", EngineHandshake.class, String.class)
          .orShould()
          .callConstructor(OriginPolicy.class, WebConfig.class)
          .as("only the gate asks whose a request is, or for CORS");

  @ArchTest
  static final ArchRule threads =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.oneport.concurrent..", "dev.oneport.web.boot..", "dev.oneport.launch..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Executors.class, ThreadPoolExecutor.class, ForkJoinPool.class, Timer.class)
          .orShould()
          .callConstructor(Thread.class)
          .orShould()
          .callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class)
          .as("threads and executors are made in concurrent, web.boot and launch alone");

  @ArchTest
  static final ArchRule clock =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.oneport.concurrent..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .as("the system clock is read in concurrent alone");

  @ArchTest
  static final ArchRule implementations =
      classes()
          .that()
          .haveSimpleNameStartingWith("Real")
          .should()
          .bePackagePrivate()
          .allowEmptyShould(true);

  @ArchTest
  static void sawTheCode(JavaClasses classes) {
    assertThat(classes).hasSizeGreaterThan(30);
  }

  /** Classes of the package use, of our own, only those of the others. */
  private static ArchRule ours(String of, String... allowed) {
    return classes()
        .that()
        .resideInAPackage(of)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(OURS)))
        .as("of ours, " + of + " depends on " + String.join(", ", allowed) + " alone")
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> callMethodsOf(Class<?> type) {
    return new ArchCondition<>("call " + type.getSimpleName()) {
      @Override
      public void check(JavaClass servlet, ConditionEvents events) {
        boolean calls =
            servlet.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(type));
        events.add(
            new SimpleConditionEvent(
                servlet, calls, servlet.getName() + (calls ? " asks it" : " does not ask it")));
      }
    };
  }

  private static String[] with(String[] packages, String... more) {
    String[] all = Arrays.copyOf(packages, packages.length + more.length);
    System.arraycopy(more, 0, all, packages.length, more.length);
    return all;
  }
}
