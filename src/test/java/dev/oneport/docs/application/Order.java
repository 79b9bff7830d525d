package dev.oneport.docs.application;

/** What somebody buys. */
public record Order(int id) {}
