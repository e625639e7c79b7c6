"""Sipakainge': case referral for child protection."""
