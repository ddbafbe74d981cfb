using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport and diagnostics of the table clients.</summary>
public class TableClientOptions : ClientOptions;
