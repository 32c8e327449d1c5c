"""The whole system on one machine without Docker: the same servers, installed once and watched over."""
