package org.example.myapp;

/** What somebody says. */
public record Line(int id, String text) {}
