using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>A role given to a client or an officer in one area for a time. Never changed: it ends, and another begins, so that the past stays answerable.</summary>
[Nationwide("The issuer decides for the whole country; the grant itself names the area.")]
[PersonalData(DataClass.P1)]
public sealed class RoleGrant
{
    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Client that holds the role, or null when an officer does.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Account of the officer who holds the role, or null when a client does.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Code of the role.</summary>
    public required string RoleCode { get; init; }

    /// <summary>Province of the grant with all its communes, or null.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>Commune of the grant, or null.</summary>
    public string? CommuneCode { get; init; }

    /// <summary>Province of <see cref="CommuneCode"/> on the day of the grant.</summary>
    public string? CommuneProvince { get; init; }

    /// <summary>Single households of the commune, instead of all of it; empty for a grant of an area.</summary>
    public Guid[] Households { get; init; } = [];

    /// <summary>Codes of single hamlets of the commune, instead of all of it; empty for a grant of an area.</summary>
    public string[] Hamlets { get; init; } = [];

    /// <summary>True for the whole country; then no area is named.</summary>
    public bool Nationwide { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null for an open end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Who granted it.</summary>
    public required string GrantedBy { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>When it was taken back before its end, or null.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Who took it back.</summary>
    public string? RevokedBy { get; set; }

    /// <summary>Why it was granted, in the words of the grantor; no personal data.</summary>
    public string? Reason { get; init; }

    /// <summary>The area in which it holds.</summary>
    public GrantArea Area => new(Nationwide, CommuneCode is null ? ProvinceCode : CommuneProvince, CommuneCode, Households.Length > 0, string.Join(' ', Hamlets.Order(StringComparer.Ordinal)));

    /// <summary>The same grant in the unit that followed the one for which it was given.</summary>
    /// <param name="province">Province of today.</param>
    /// <param name="commune">Commune of today, or null for the whole province.</param>
    public RoleGrant In(string province, string? commune) => commune == CommuneCode && province == (commune is null ? ProvinceCode : CommuneProvince) ? this : new RoleGrant
    {
        Id = Id,
        ClientId = ClientId,
        AccountId = AccountId,
        RoleCode = RoleCode,
        ProvinceCode = commune is null ? province : null,
        CommuneCode = commune,
        CommuneProvince = commune is null ? null : province,
        Households = Households,
        Hamlets = Hamlets,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        GrantedBy = GrantedBy,
        GrantedAt = GrantedAt,
        RevokedAt = RevokedAt,
        RevokedBy = RevokedBy,
        Reason = Reason,
    };

    /// <summary>True on a day between its ends, while it is not revoked.</summary>
    public bool IsInForce(DateOnly day) => RevokedAt is null && ValidFrom <= day && (ValidTo is null || ValidTo >= day);
}
