"""Kokoro on OpenVINO: the model written anew as graphs that fuse well, built at install."""
