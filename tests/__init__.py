"""Tests: real servers, real pages, real time moved by the one clock."""
