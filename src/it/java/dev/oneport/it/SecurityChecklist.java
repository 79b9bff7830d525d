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
      new Row()
          .with(
              Way.POLLING,
              both(
                  it("LimitsIT#packetsOfOnePayload"),
                  it("NumbersIT#attachmentsOfOnePacket"),
                  it("NumbersIT#depthOfOnePacket"),
                  it("NumbersIT#lengthOfEventNames"),
                  it("NumbersIT#namespacesOfOneClient"),
                  it("NumbersIT#roomsOfOneSocket")))
          .with(
              Way.WEBSOCKET,
              both(
                  it("LimitsIT#attachments"),
                  it("NumbersIT#depthOfOnePacket"),
                  it("NumbersIT#lengthOfEventNames"),
                  it("NumbersIT#namespacesOfOneClient"),
                  it("NumbersIT#roomsOfOneSocket")))
          .with(Way.SSE, both(it("NumbersIT#roomsOfOneListener")))
          .with(Way.LONGPOLL, both(it("NumbersIT#roomsOfOneListener")))
          .with(
              Way.WS,
              both(
                  it("NumbersIT#depthAndNamesOfOneText"),
                  it("NumbersIT#roomsAndNamespacesOfOneClient")))
          .with(
              Way.API,
              both(
                  it("NumbersIT#partsOfOnePublishedEvent"),
                  it("NumbersIT#eventsOfOneRequest"),
                  it("NumbersIT#roomsThatABackEndPutsAClientInto")))),

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

  CLIENTS(
      "there are no more clients than the setting says, of all transports together",
      ways(both(
              test("web.events.EventsServletTest#aFullServerAsksStreamsToComeBackAndRefusesPolls")))
          .with(Way.POLLING, fullEngine())
          .with(Way.WEBSOCKET, fullEngine())
          .with(
              Way.WS,
              both(
                  test("web.ws.TyrusPlainEndpointTest#oneMoreThanMayBeConnectedIsAskedToComeBack")))
          .with(Way.API, none("a request leaves no client behind"))),

  UNDECIDED_CLIENTS(
      "those of whom nobody knows yet whether they may stay",
      ways(both(onlySoManyWait()))
          .with(Way.POLLING, undecided())
          .with(Way.WEBSOCKET, undecided())
          .with(
              Way.WS,
              both(test("subscribe.PlainTokenTest#whoDoesNotSayWhoItIsGoes"), onlySoManyWait()))),

  NAMESPACES(
      "namespaces that clients make by a pattern",
      ways(none("clients can't make one by it"))
          .with(Way.POLLING, namespacesByPattern())
          .with(Way.WEBSOCKET, namespacesByPattern())
          .with(Way.WS, namespacesByPattern())),

  UNHANDLED_EVENTS(
      "events that wait for their handlers",
      ways(none("clients send no events by it"))
          .with(Way.POLLING, unhandled())
          .with(Way.WEBSOCKET, unhandled())
          .with(
              Way.WS,
              shown(
                  test("subscribe.PlainEmitTest#emitsBeforeTheMiddlewareHasDecidedComeInOrder"),
                  test("subscribe.PlainEmitTest#moreThanIsHandledClosesTheConnection")))
          .with(Way.API, none("an event is queued for its recipients, or is not: SLOW_READERS"))),

  ACKNOWLEDGEMENTS(
      "answers that are waited for, on either side",
      ways(none("nothing is acknowledged by it"))
          .with(Way.POLLING, acknowledgements())
          .with(Way.WEBSOCKET, acknowledgements())
          .with(
              Way.WS,
              shown(
                  test("subscribe.PlainEmitTest#clientAnswersEvents"),
                  test("subscribe.PlainEmitTest#moreAnswersThanMayBePendingCloseTheConnection")))),

  WHO_IS_AWAY(
      "clients that may come back as who they were",
      ways(none("it comes back by a place in the log: EVENT_LOG"))
          .with(Way.POLLING, away())
          .with(Way.WEBSOCKET, away())
          .with(Way.API, none("there are no connections"))),

  EVENT_LOG(
      "events that are kept for who comes back",
      everyWay(
          test("adapter.EventLogTest#whatCameSinceIsReadInOrder"),
          test("adapter.EventLogTest#oldestGoFirstWhenThereAreTooMany"))),

  LIMITED_REMEMBERED(
      "addresses and users whose acts are counted",
      everyWay(
          test("limit.LimiterTest#whoeverHasSpentNothingLatelyIsForgottenFirst"),
          test("limit.LimiterTest#noMoreAreRememberedThanTheSettingSays"))),

  TICKETS(
      "tickets that nobody has used",
      ways(shown(
              test("session.TicketsTest#ticketIsGoodForThirtySeconds"),
              test("session.TicketsTest#overTheLimitTheOldestIsGoodForNothing")))
          .with(Way.API, none("no ticket is good for it"))),

  LOGINS(
      "logins that have ended",
      ways(shown(
              test("session.LoginsTest#clientsEndWithTheirLogin"),
              test("session.LoginsTest#noMoreThatHaveEndedAreRememberedThanAllowed")))
          .with(Way.API, none("requests do not end with a login"))),

  REPEATS(
      "answers for requests that come again",
      ways(none("clients repeat no requests"))
          .with(
              Way.API,
              shown(
                  test("publish.RepeatsTest#repeatIsAnsweredTheSameAndDoneOnce"),
                  test("publish.RepeatsTest#oldestAreForgottenWhenThereIsTooMuch")))),

  NAMES_IN_METRICS(
      "reasons that clients tell, or cause",
      everyWay(
          test("web.events.FallbacksTest#clientsCannotMakeThemMore"),
          test("metrics.MetricsTest#reasonsHaveALimit"))),

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
      "no other site shows the pages, or learns the address of who comes from it",
      everyWay(it("HeadersIT#thePagesAreForNoFrame"), it("HeadersIT#thePagesAreForNoFrame"))),

  OWN_EVENTS(
      "nobody sends events or joins rooms that are the server's own",
      ways(both(it("ReservedNamesIT#roomsThatAreNotForAClientAreRefused")))
          .with(Way.POLLING, reservedNames())
          .with(Way.WEBSOCKET, reservedNames())
          .with(Way.WS, both(it("ReservedNamesIT#namesThatAreNotForAClientAreErrors")))
          .with(Way.API, both(it("ReservedNamesIT#namesThatAreNotForABackEndAreProblems")))),

  CACHED_DECISIONS(
      "what one may is not told to another",
      ways(both(here("answersAreKeptByNobody")))
          .with(Way.WEBSOCKET, none("no answer that a cache could keep"))
          .with(Way.WS, none("no answer that a cache could keep"))
          .with(
              Way.API,
              both(
                  here("answersAreKeptByNobody"),
                  test("publish.RepeatsTest#keysOfOthersAndOfOtherScopesAreOthers")))),

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
      new Row()
          .with(Way.POLLING, both(it("GarbageIT#harmsNobodyAndLeavesNoStackTrace")))
          .with(Way.WEBSOCKET, both(it("GarbageIT#harmsNobodyAndLeavesNoStackTrace")))
          .with(Way.SSE, both(it("PlainGarbageIT#ofListenersIsRefusedOrTakenForWhatItIs")))
          .with(Way.LONGPOLL, both(it("PlainGarbageIT#ofListenersIsRefusedOrTakenForWhatItIs")))
          .with(Way.WS, both(it("PlainGarbageIT#ofPlainWebSocketsIsAnswered")))
          .with(Way.API, both(it("PlainGarbageIT#ofBackEndsIsAProblem")))),

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

  private static Evidence fullEngine() {
    return both(
        test("engineio.EngineServerTest#fullServerRefusesHandshakesAndServesWhoIsIn"),
        test("engineio.EngineServerTest#clientsOfOtherKindsTakeRoomToo"));
  }

  /** For keys; for the application, who asks waits on the thread of its request. */
  private static String onlySoManyWait() {
    return test("security.PublishedKeysTest#onlySoManyWait");
  }

  private static Evidence undecided() {
    return both(
        it("LimitsIT#connectionsWithoutNamespace"),
        test("socketio.ConnectingTest#moreNamespacesThanAllowedAreRefused"),
        onlySoManyWait());
  }

  private static Evidence namespacesByPattern() {
    return shown(
        test("socketio.DynamicNamespacesTest#clientsMakeWhatAPatternAllowsAndNothingElse"),
        test("socketio.DynamicNamespacesTest#clientsMakeNoMoreChildrenThanAllowed"));
  }

  private static Evidence unhandled() {
    return both(
        test("socketio.RealSocketTest#clientThatSendsMoreThanItsHandlersKeepUpWithIsCutOff"));
  }

  private static Evidence acknowledgements() {
    return shown(
        test("socketio.AckRegistryTest#replyEndsTheTimer"),
        test("socketio.AckRegistryTest#noMoreAreExpectedThanAllowed"));
  }

  private static Evidence away() {
    return both(
        test("socketio.RecoveryTest#sessionIsGoneWhenItsTimeIsOver"),
        test("socketio.RecoveryTest#thoseAwayLongestGoWhenThereAreTooMany"),
        test("socketio.RecoveryTest#thoseAwayLongestGoWhenTheyTakeTooMuch"));
  }

  private static Evidence reservedNames() {
    return both(
        it("ReservedNamesIT#eventsOfTheProtocolEndTheConnection"),
        it("ReservedNamesIT#eventsOfOurOwnAreDropped"),
        it("ReservedNamesIT#roomsOfOurOwnAreNoHandlersToGive"));
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
