package dev.oneport;

/**
 * A CDI event: somebody has left a room, or disconnected, as {@link RoomListener#left} tells it.
 * {@code @Observes @Of("/chat")} selects those of one namespace.
 *
 * @param namespace whose room it is
 * @param room its name; a socket leaves the room of its own id as well
 * @param id of the socket, or of a subscriber on another transport
 */
public record RoomLeft(Namespace namespace, String room, String id) {}
