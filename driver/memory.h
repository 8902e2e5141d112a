#pragma once

namespace ovcc {

/// Prepares the memory of a program that needs more and more of it until it ends. Called once, before anything else.
void PrepareMemory();

}  // namespace ovcc
