export { createMcpHandler, type McpHandlerOptions } from "./mcp/handler.ts";
export { createMcpServer, type McpOptions } from "./mcp/server.ts";
