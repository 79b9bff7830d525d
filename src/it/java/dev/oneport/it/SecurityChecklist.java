package dev.oneport.it;

import static dev.oneport.it.SecurityChecklist.Evidence.both;
import static dev.oneport.it.SecurityChecklist.Evidence.none;
import static dev.oneport.it.SecurityChecklist.Evidence.shown;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The security checklist, item by item and way by way: which test shows that what is good passes,
 * and which that what is bad does not. {@link SecurityChecklistTest} fails where a cell is missing,
 * as for a new transport, or names a test that is not there.
 */
enum SecurityChecklist {
  ORIGIN(
      "only pages of the server's own origin connect, and those that settings name",
      everyWay(
          here("pagesOfTheSameOriginAndWhatIsNoPageComeIn"), here("pagesOfAnyOtherOriginDoNot"))),

  TOKENS_IN_URLS(
      "a token in the query is none",
      everyWay(here("whoHasAGoodTokenComesIn"), here("aTokenInTheUrlIsNone"))),

  FORGED_REQUESTS(
      "no page acts with the session or the login of its visitor",
      ways(none("a connection takes no request but its first, which ORIGIN is about"))
          .with(Way.POLLING, both(here("foreignPagesPostNothingIntoASession")))
          .with(
              Way.API, shown(it("PublishIT#acceptsTheLeast"), it("PublishIT#refusesOtherTypes")))),

  SESSION_IDS(
      "ids are made by the server, of 128 random bits or more",
      ways(none("clients name no session; a ticket is good once"))
          .with(Way.POLLING, both(here("nobodyChoosesTheIdOfASession")))
          .with(Way.WEBSOCKET, both(here("nobodyChoosesTheIdOfASession")))
          .with(
              Way.SSE,
              shown(
                  it("EventsIT#aTicketSaysWhoAsksOnce"),
                  test("session.TicketsTest#ticketIsGoodOnce")))),

  SESSION_USERS(
      "a session of a user whom the container knows is nobody else's, whoever has its id",
      ways(none("clients name no session"))
          .with(Way.POLLING, both(it("LoginIT#sessionOfAUserIsUnknownToEverybodyElseAndGoesOn")))
          .with(Way.WEBSOCKET, both(it("LoginIT#sessionOfAUserIsUnknownToEverybodyElseAndGoesOn")))
          .with(Way.SSE, both(it("TokenIT#newTokenLetsEveryConnectionLiveOn")))),

  SIZES(
      "what a client sends has a largest size, and largest numbers of its parts",
      ways(none("the query is all it sends: containers bound it"))
          .with(Way.POLLING, both(it("LimitsIT#bytesOfOnePayload")))
          .with(Way.WEBSOCKET, both(it("LimitsIT#bytesOfOneFrame")))
          .with(
              Way.WS,
              shown(
                  it("PlainWebSocketIT#subscriberGetsWhatIsEmittedToItsRooms"),
                  it("PlainWebSocketIT#largerMessageThanAllowedClosesTheConnection")))
          .with(Way.API, both(here("aBodyOverTheLimitIsRefused")))),

  NUMBERS(
      "attachments, packets, depth, names, namespaces and rooms have a largest number",
      ways(shown(
              test("web.events.EventsServletTest#aStreamBeginsWithItsPlaceAndGoesOnWithEvents"),
              test("web.events.EventsServletTest#refusalsAreProblems")))
          .with(Way.POLLING, both(it("LimitsIT#packetsOfOnePayload")))
          .with(Way.WEBSOCKET, both(it("LimitsIT#attachments")))
          .with(
              Way.WS,
              shown(
                  test("subscribe.PlainProtocolTest#namespacesAreApart"),
                  test("subscribe.PlainProtocolTest#namespacesOfAClientHaveALimit")))
          .with(
              Way.API,
              shown(
                  test("web.publish.BatchRequestTest#eventsAreTakenAsTheyAre"),
                  test("web.publish.BatchRequestTest#tooManyAreRefused")))),

  COMPRESSED_INPUT(
      "nothing that a client sends is inflated",
      ways(none("the query is all it sends"))
          .with(Way.POLLING, both(here("aCompressedBodyIsNotInflated")))
          .with(Way.API, both(here("aCompressedBodyIsNotInflated")))
          .with(Way.WEBSOCKET, both(here("webSocketsComeWithoutCompression")))
          .with(Way.WS, both(here("webSocketsComeWithoutCompression")))),

  SLOW_READERS(
      "who does not read is cut off, and delays nobody",
      ways(both(it("SlowReaderIT#losesWhatItDoesNotReadThenItsConnectionAndNobodyElseWaits")))
          .with(Way.WEBSOCKET, both(it("StalledReaderIT#isClosedAndDelaysNobody")))
          .with(
              Way.LONGPOLL,
              shown(
                  test("web.events.PollsTest#clientThatReadsLeavesNoTimer"),
                  test("web.events.PollsTest#clientThatDoesNotReadItsAnswerIsGivenUp")))
          .with(Way.SSE, both(it("EventsIT#whoStopsReadingIsCutOffAndNobodyElseWaits")))
          .with(
              Way.WS,
              both(
                  test(
                      "subscribe.PlainProtocolTest$TheSubscription#slowReaderIsClosedAndNobodyElseIsHarmed")))
          .with(Way.API, none("answers are short, and fit into what containers buffer"))),

  SLOW_WRITERS(
      "no thread waits for who sends slowly",
      ways(both(it("SlowWriterIT#manyOfThemHoldNoThread")))
          .with(Way.SSE, both(it("SlowWriterIT#streamIsRenewedOnceTheBodyIsThere")))
          .with(Way.LONGPOLL, none("the query is all it sends: containers bound it"))
          // Who has a key is a back end, and trusted to send what it begins.
          .with(
              Way.API,
              shown(
                  it("PublishIT#acceptsTheLeast"),
                  it("SlowWriterIT#whoMayNotPublishIsToldBeforeTheBody")))),

  CONNECTION_RATES(
      "connections, and requests to the HTTP API, of one address and of one user",
      everyWay(
          here("soManyConnectionsOfOneUserAndNoMore"),
          here("soManyConnectionsOfOneAddressAndNoMore"))),

  ADDRESSES(
      "the address that counts is that of the last hop that no trusted proxy is",
      everyWay(
          here("soManyConnectionsOfOneAddressAndNoMore"),
          here("nobodyChoosesTheAddressThatCounts"))),

  EVENT_RATES(
      "events of one address and of one user",
      ways(none("clients send no events by it"))
          .with(Way.POLLING, both(here("soManyEventsOfOneUserAndNoMore")))
          .with(Way.WEBSOCKET, both(here("soManyEventsOfOneUserAndNoMore")))
          .with(Way.WS, both(here("soManyEventsOfOneUserAndNoMore")))
          .with(Way.API, both(here("soManyConnectionsOfOneUserAndNoMore")))),

  JOIN_RATES(
      "rooms and namespaces that one address and one user ask for",
      ways(both(here("soManyRoomsOrNamespacesOfOneUserAndNoMore")))
          .with(Way.API, none("a back end moves others, as often as it may send requests"))),

  BOUNDED_MEMORY(
      "rooms, acknowledgements, tickets, repeats, addresses and users that are remembered",
      ways(shown(
              test("limit.LimiterTest#whoeverHasSpentNothingLatelyIsForgottenFirst"),
              test("limit.LimiterTest#noMoreAreRememberedThanTheSettingSays")))
          .with(
              Way.POLLING,
              shown(
                  test("socketio.AckRegistryTest#replyEndsTheTimer"),
                  test("socketio.AckRegistryTest#noMoreAreExpectedThanAllowed")))
          .with(
              Way.WEBSOCKET,
              shown(
                  test(
                      "socketio.DynamicNamespacesTest#clientsMakeWhatAPatternAllowsAndNothingElse"),
                  test("socketio.DynamicNamespacesTest#clientsMakeNoMoreChildrenThanAllowed")))
          .with(
              Way.SSE,
              shown(
                  test("session.TicketsTest#ticketIsGoodForThirtySeconds"),
                  test("session.TicketsTest#overTheLimitTheOldestIsGoodForNothing")))
          .with(
              Way.API,
              shown(
                  test("publish.RepeatsTest#repeatIsAnsweredTheSameAndDoneOnce"),
                  test("publish.RepeatsTest#oldestAreForgottenWhenThereIsTooMuch")))),

  API_KEYS(
      "keys are kept as hashes, each with its rights; without one the API is closed",
      ways(none("clients have no keys"))
          .with(
              Way.API,
              shown(
                  test("publish.PublishAuthorityTest#keyThatIsNamedMayWhatIsSaid"),
                  test("publish.PublishAuthorityTest#withoutKeysAndRolesItIsClosed")))),

  TOKENS(
      "the algorithm is the key's, the end is needed, issuer and audience are checked",
      everyWay(here("whoHasAGoodTokenComesIn"), here("whoHasNoneOrABadOneDoesNot"))),

  TOKEN_KEYS(
      "keys come from the configured place alone, and no token names another",
      everyWay(
          test("security.PublishedKeysTest#keysAreFetchedBeforehandAndThenNobodyWaits"),
          test("security.TokenVerifierTest#keyInTheTokenItselfIsNoKey"))),

  INJECTION(
      "nothing that a client names breaks out of its line, its script or its JSON",
      ways(none("each text is one JSON text, written by one writer"))
          .with(
              Way.POLLING,
              shown(
                  it("EngineIo3HttpIT#pagesGetScriptsAndSendForms"),
                  it("EngineIo3HttpIT#otherPagesGetNoScripts")))
          .with(
              Way.SSE,
              shown(
                  test("subscribe.SseFormatTest#anEventIsOneBlock"),
                  test("subscribe.SseFormatTest#aNameCannotBreakOutOfItsLine")))),

  SNIFFING(
      "what is answered is taken for what it says that it is",
      everyWay(
          it("HeadersIT#answersAreWhatTheySayThatTheyAre"),
          it("HeadersIT#refusalsAreWhatTheySayThatTheyAre"))),

  FRAMES_AND_REFERRERS(
      "no other site shows the start page, or learns the address of who comes from it",
      everyWay(it("HeadersIT#theStartPageIsForNoFrame"), it("HeadersIT#theStartPageIsForNoFrame"))),

  OWN_EVENTS(
      "nobody sends events or joins rooms that are the server's own",
      ways(shown(
              test("subscribe.ConfiguredRoomsTest#whatIsPublicIsOpenToEverybody"),
              test("web.events.EventsServletTest#refusalsAreProblems")))
          .with(
              Way.POLLING,
              shown(
                  it("LimitsIT#bytesOfOnePayload"),
                  test("protocol.socketio.PacketDecoderTest#refusesReservedEventNames")))
          .with(
              Way.WEBSOCKET,
              shown(
                  test("socketio.RealSocketTest#reservedNamesAreNotEmitted"),
                  test("protocol.socketio.PacketDecoderTest#refusesReservedEventNames")))
          .with(
              Way.WS,
              shown(
                  test("subscribe.PlainEmitTest#handlersOfANamespaceGetItsEmits"),
                  test("subscribe.PlainEmitTest#reservedAndLongNamesAreErrors")))
          .with(
              Way.API,
              shown(
                  test("web.publish.PublishRequestTest#allMembersInAnyOrderWithSpaceBetween"),
                  test("web.publish.PublishRequestTest#wrongBodyIsRefusedWithItsPlace")))),

  CACHED_DECISIONS(
      "what one may is not told to another",
      ways(none("each request is decided anew: nothing is cached"))),

  OTHER_NODES(
      "messages of other nodes are signed and are no Java objects",
      ways(none("there are no other nodes yet"))),

  CALLS_OF_THE_SERVER(
      "the server calls no URL that a client names",
      everyWay(
          test("security.PublishedKeysTest#keysAreFetchedBeforehandAndThenNobodyWaits"),
          test("security.HttpKeyFetcherTest#redirectIsNotFollowed"))),

  COMING_BACK(
      "who comes back is asked anew",
      ways(none("each request and each WebSocket is asked as the first was: TOKENS, ORIGIN"))
          .with(Way.POLLING, cameBack())
          .with(Way.WEBSOCKET, cameBack())
          .with(Way.API, none("there are no connections"))),

  LOGS(
      "what clients and back ends say, and by what they show who they are, is not in the log",
      everyWay(
          it("ObserveIT#logsShowNeitherPayloadsNorTokens"),
          it("ObserveIT#logsShowNeitherPayloadsNorTokens"))),

  ADMINISTRATION(
      "what is for administrators is for who has their key",
      everyWay(
          test("web.monitor.MetricsServletTest#whoHasAKeyReadsThem"),
          test("web.monitor.MetricsServletTest#nobodyElseDoes"))),

  START_PAGE(
      "its key is for a browser on the server's machine",
      everyWay(
          test("web.page.PageStateTest#ownPageOnThisMachinePasses"),
          test("web.page.PageStateTest#otherMachinesDoNot"))),

  ERRORS(
      "a client's mistake ends at most its own connection, and shows nobody a stack trace",
      everyWay(
          it("GarbageIT#harmsNobodyAndLeavesNoStackTrace"),
          it("GarbageIT#harmsNobodyAndLeavesNoStackTrace"))),

  REDEPLOYMENT(
      "what an application leaves behind",
      everyWay(
          it("LifecycleIT#undeploySendsClientsAwayInGoodOrderAndLeavesNoThread"),
          it("RedeployIT#replacedApplicationsLeaveNothingBehind"))),

  FUZZED_PARSERS(
      "whatever comes, parsers answer or refuse",
      new Row()
          .with(
              Way.POLLING,
              parsers(
                  "protocol.json.CodecPropertiesTest#payloads",
                  "protocol.json.CodecPropertiesTest#payloadsV3",
                  "protocol.json.CodecPropertiesTest#binaryPayloadsV3",
                  "protocol.json.CodecPropertiesTest#forms",
                  "protocol.json.CodecPropertiesTest#socketIoPackets"))
          .with(
              Way.WEBSOCKET,
              parsers(
                  "protocol.json.CodecPropertiesTest#enginePackets",
                  "protocol.json.CodecPropertiesTest#enginePacketsV3",
                  "protocol.json.CodecPropertiesTest#socketIoPackets",
                  "protocol.json.CodecPropertiesTest#msgPackPackets"))
          .with(
              Way.SSE,
              parsers(
                  "web.events.EventsRequestPropertiesTest#queries",
                  "web.events.EventsRequestPropertiesTest#lastEventIds",
                  "web.events.EventsRequestPropertiesTest#accepts"))
          .with(
              Way.LONGPOLL,
              parsers(
                  "web.events.EventsRequestPropertiesTest#queries",
                  "protocol.json.CodecPropertiesTest#cursors"))
          .with(
              Way.WS,
              parsers(
                  "subscribe.PlainCommandPropertiesTest#commands",
                  "protocol.json.CodecPropertiesTest#json"))
          .with(
              Way.API,
              parsers(
                  "web.publish.PublishPropertiesTest#events",
                  "web.publish.PublishPropertiesTest#batchesAndMembers",
                  "web.publish.PublishPropertiesTest#multiparts")));

  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // A map that nobody can change.
  private final Map<Way, Evidence> evidence;

  SecurityChecklist(String what, Row row) {
    this.what = what;
    this.evidence = Collections.unmodifiableMap(row.cells);
  }

  /** What it is about. */
  String what() {
    return what;
  }

  /** By way; all of them, or else a test fails. */
  Map<Way, Evidence> evidence() {
    return evidence;
  }

  /**
   * What shows one item on one way: tests as {@code class#method}, or a reason why there is none.
   *
   * @param passes tests that what is good passes; empty if there is a reason
   * @param refused tests that what is bad does not
   * @param reason empty if there are tests
   */
  record Evidence(List<String> passes, List<String> refused, String reason) {
    static Evidence shown(String passes, String refused) {
      return new Evidence(List.of(passes), List.of(refused), "");
    }

    /** By tests that have both in them. */
    static Evidence both(String... tests) {
      return new Evidence(List.of(tests), List.of(tests), "");
    }

    static Evidence none(String reason) {
      return new Evidence(List.of(), List.of(), reason);
    }
  }

  /** Ways that are not in it have no evidence. */
  private static final class Row {
    private final Map<Way, Evidence> cells = new EnumMap<>(Way.class);

    Row with(Way way, Evidence evidence) {
      cells.put(way, evidence);
      return this;
    }
  }

  private static Row everyWay(String passes, String refused) {
    return ways(shown(passes, refused));
  }

  /** The ways that there are when this is written: a new one is to be thought about. */
  private static Row ways(Evidence usual) {
    Row row = new Row();
    for (Way way : List.of(Way.POLLING, Way.WEBSOCKET, Way.SSE, Way.LONGPOLL, Way.WS, Way.API)) {
      row.with(way, usual);
    }
    return row;
  }

  /** Those of one way, and of the headers that are read on each. */
  private static Evidence parsers(String... own) {
    Stream<String> everywhere =
        Stream.of(
            "web.ClientAddressesPropertiesTest#headers", "security.TokenPropertiesTest#tokens");
    return both(
        Stream.concat(Stream.of(own), everywhere)
            .map(SecurityChecklist::test)
            .toArray(String[]::new));
  }

  private static Evidence cameBack() {
    return shown(
        test("socketio.RecoveryTest#middlewareRunsAgainAndSeesWhoComesBack"),
        test("socketio.RecoveryTest#whoIsShutOutMeanwhileStaysOut"));
  }

  private static String here(String method) {
    return it("SecurityChecklistIT#" + method);
  }

  private static String it(String test) {
    return test("it." + test);
  }

  private static String test(String test) {
    return "dev.oneport." + test;
  }
}
