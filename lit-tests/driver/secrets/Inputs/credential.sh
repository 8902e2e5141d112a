#!/bin/sh
# A credential store: $STORE/credentials/SERVICE/KEY.
exec cat "$STORE/credentials/$1/$2"
