package org.example.myapp;

/** An entry of the feed. */
public record Post(String text) {}
