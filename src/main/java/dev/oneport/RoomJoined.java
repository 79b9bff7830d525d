package dev.oneport;

/**
 * A CDI event: somebody has joined a room, as {@link RoomListener#joined} tells it.
 * {@code @Observes @Of("/chat")} selects those of one namespace.
 *
 * @param namespace whose room it is
 * @param room its name; a socket joins the room of its own id as well
 * @param id of the socket, or of a subscriber on another transport
 */
public record RoomJoined(Namespace namespace, String room, String id) {}
