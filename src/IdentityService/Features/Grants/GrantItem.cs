using PovertyPlatform.Contracts;

namespace PovertyPlatform.IdentityService.Features.Grants;

/// <summary>A role granted in an area for a time.</summary>
/// <param name="Id">Id of the grant.</param>
/// <param name="UserName">Officer who holds it, or null.</param>
/// <param name="ClientId">Program that holds it, or null.</param>
/// <param name="RoleCode">Role.</param>
/// <param name="ProvinceCode">Province of the area, also of a commune; null for the whole country.</param>
/// <param name="CommuneCode">Commune, or null.</param>
/// <param name="Households">Single households of the commune, instead of all of it; empty for a grant of an area.</param>
/// <param name="Hamlets">Codes of single hamlets of the commune, instead of all of it; empty for a grant of an area.</param>
/// <param name="Nationwide">True for the whole country.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or null for an open end.</param>
/// <param name="GrantedBy">Who granted it.</param>
/// <param name="GrantedAt">When.</param>
/// <param name="RevokedAt">When it was taken back, or null.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantItem(
    Guid Id, string? UserName, string? ClientId, string RoleCode, string? ProvinceCode, string? CommuneCode, IReadOnlyList<Guid> Households, IReadOnlyList<string> Hamlets, bool Nationwide, DateOnly ValidFrom, DateOnly? ValidTo,
    string GrantedBy, DateTimeOffset GrantedAt, DateTimeOffset? RevokedAt);
