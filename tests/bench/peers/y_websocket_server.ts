/**
 * Program: @y/websocket-server as it comes (its own server.js): documents in memory, no acknowledgement, and no
 * persistence that it ships. In: HOST, PORT.
 */
import { PEERS } from "../config.ts";

await import(PEERS.yWebsocketServer);
