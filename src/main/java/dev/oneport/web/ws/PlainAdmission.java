package dev.oneport.web.ws;

import dev.oneport.engineio.EngineHandshake;

/**
 * What the filter hands to the plain endpoint for one connection.
 *
 * @param handshake of the request
 */
record PlainAdmission(EngineHandshake handshake, PlainSite site) {}
