using System.Text.RegularExpressions;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>An officer's account. It holds no name, number or address of the person: the body that asked for it knows who is behind it.</summary>
[Nationwide("The issuer knows every account; grants name the areas.")]
[PersonalData(DataClass.P1)]
public sealed partial class Account
{
    /// <summary>How long a one-time secret opens the account.</summary>
    public static readonly TimeSpan OneTimeLife = TimeSpan.FromHours(72);

    /// <summary>Identity (UUID version 7); the <c>sub</c> of its tokens.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Name to sign in with: 3 to 64 lower-case letters, digits, dots and hyphens.</summary>
    public required string UserName { get; init; }

    /// <summary>Province whose administrator looks after the account, or null for the centre.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>Salted hash of the password, or null until the officer chose one.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>When the password was chosen.</summary>
    public DateTimeOffset? PasswordChangedAt { get; set; }

    /// <summary>Sealed secret of the second factor.</summary>
    public byte[]? TotpSecret { get; set; }

    /// <summary>When the second factor was proven for the first time; null while it is not in force.</summary>
    public DateTimeOffset? TotpConfirmedAt { get; set; }

    /// <summary>Time step of the last code that was taken: it and older ones are not taken again.</summary>
    public long? TotpLastStep { get; set; }

    /// <summary>Hash of the one-time secret that lets the officer choose a password.</summary>
    public byte[]? OneTimeHash { get; set; }

    /// <summary>Until when that secret is taken.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    /// <summary>Since when the account is closed.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>True for the invented officers of a development stack.</summary>
    public bool IsSample { get; init; }

    /// <summary>True once a second factor is in force.</summary>
    public bool HasSecondFactor => TotpConfirmedAt is not null;

    /// <summary>The <c>sub</c> of tokens.</summary>
    public string Subject => SubjectOf(Id);

    /// <summary>The <c>sub</c> of an account's tokens.</summary>
    public static string SubjectOf(Guid id) => id.ToString("D");

    /// <summary>The name as it is stored, or null for what cannot be one.</summary>
    public static string? Normalise(string? userName) =>
        userName?.Trim().ToLowerInvariant() is { } name && Form().IsMatch(name) ? name : null;

    /// <summary>True when an administrator of these areas looks after the account.</summary>
    public bool IsCaredForBy(AreaScope area) => area.IsNationwide || (ProvinceCode is { } province && area.ContainsProvince(province));

    [GeneratedRegex("^[a-z][a-z0-9.-]{2,63}\\z")]
    private static partial Regex Form();
}
