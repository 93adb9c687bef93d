#!/usr/bin/env node
// Stands here, and not among what is built, so that installing links the command before anything is built.
import "../dist/command.js";
