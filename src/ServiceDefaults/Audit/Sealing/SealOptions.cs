using System.ComponentModel.DataAnnotations;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>How the audit trail is sealed (<c>Audit</c>).</summary>
public sealed class SealOptions
{
    /// <summary>
    /// Folder outside the database to which seals are copied, best on a store that only grows and that the database's administrators cannot reach. Empty: nothing
    /// is sealed, which production refuses.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>Private key (EC P-256, PEM) that signs seals. Empty: outside production a key is made in the folder.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Seconds between seals.</summary>
    [Range(0.1, 3600)]
    public double Seconds { get; set; } = 5;

    /// <summary>Most entries under one seal.</summary>
    [Range(1, 100_000)]
    public int MostEntries { get; set; } = 4096;
}

/// <summary>Name of the trail: that of the service's database.</summary>
internal sealed record TrailName(string Value);
