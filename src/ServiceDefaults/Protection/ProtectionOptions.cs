namespace PovertyPlatform.ServiceDefaults.Protection;

/// <summary>Where the keys are that seal personal data (<c>Protection</c>).</summary>
public sealed class ProtectionOptions
{
    /// <summary>The key file, best mounted by a secret provider and readable by the service alone. Outside production it is made where it is missing.</summary>
    public string KeyFile { get; set; } = "";
}
