package dev.oneport.samples.chat;

import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;

/** Pages that list the rooms: they are told {@code newRoom} and {@code removeRoom}. */
@SocketNamespace("/room")
@ApplicationScoped
public class RoomList {}
