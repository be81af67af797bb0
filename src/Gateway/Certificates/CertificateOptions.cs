namespace PovertyPlatform.Gateway.Certificates;

/// <summary>Which client may come in with which certificate (configuration section <c>Gateway:Certificates</c>).</summary>
public sealed class CertificateOptions
{
    /// <summary>PEM file with the authorities that issue client certificates; without one only fingerprints count.</summary>
    public string? Authorities { get; set; }

    /// <summary>Bound clients by client id. Their tokens are worth something only together with one of their certificates.</summary>
    public Dictionary<string, BoundClient> Clients { get; set; } = [];
}

/// <summary>The certificates of one client.</summary>
public sealed class BoundClient
{
    /// <summary>SHA-256 fingerprints, hexadecimal; two overlap while one is replaced.</summary>
    public string[] Fingerprints { get; set; } = [];

    /// <summary>Subject of certificates issued by the authorities, exactly as written in them, for example <c>CN=bank-laocai, O=VBSP, C=VN</c>.</summary>
    public string? Subject { get; set; }
}
