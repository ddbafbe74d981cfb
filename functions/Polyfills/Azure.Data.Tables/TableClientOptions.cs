using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport and diagnostics of the table clients.</summary>
public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) =>
        Version = serviceVersion == ServiceVersion.V2019_02_02 ? "2019-02-02" : "2020-12-06";

    /// <summary>The version of the REST protocol that requests ask for.</summary>
    internal string Version { get; }

    [SuppressMessage("Naming", "CA1707", Justification = "The official package's names.")]
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
}
