using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramServiceTests.Domain;

/// <summary>What the registry tells about invented households.</summary>
public static class Told
{
    public static readonly Guid List2025 = new("01990000-0000-7000-8000-000000002025");
    public static readonly Guid List2026 = new("01990000-0000-7000-8000-000000002026");
    public static readonly DateOnly Decided2025 = new(2025, 12, 10);
    public static readonly DateOnly Decided2026 = new(2026, 11, 20);

    public static HouseholdRecognised Recognised(
        PovertyClass poverty, Guid? household = null, long version = 1, int year = 2026, bool labour = true, int adults = 2,
        DateOnly? exit = null, PovertyClass? exitFrom = null, DateOnly? from = null, DateOnly? to = null, string commune = "04492", string province = "15",
        string? decision = null) => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household ?? Guid.CreateVersion7(), version, province, commune,
        year == 2025 ? List2025 : List2026, year, decision ?? (year == 2025 ? "25/QĐ-UBND" : "118/QĐ-UBND"),
        year == 2025 ? Decided2025 : Decided2026, from ?? (year == 2025 ? Decided2025 : Decided2026), to, null, "2022-2026", AreaType.Rural, poverty, null,
        exit, exitFrom, 4, adults, labour, true, false, true);

    public static HouseholdRecognised Escaped(Guid? household = null, long version = 1, DateOnly? decidedOn = null, PovertyClass from = PovertyClass.Poor) =>
        Recognised(PovertyClass.NotPoor, household, version, exit: decidedOn ?? Decided2026, exitFrom: from);

    public static HouseholdRecognitionWithdrawn Withdrawn(
        Guid household, long version, PovertyClass poverty = PovertyClass.Poor, DateOnly? on = null, string commune = "04492", string province = "15") => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household, version, province, commune, List2026, 2026, "130/QĐ-UBND", on ?? new DateOnly(2026, 12, 1),
        "118/QĐ-UBND", poverty, 4);

    public static HouseholdMoved Moved(Guid household, long version, string province, string commune, string fromProvince = "15", string fromCommune = "04492") => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household, version, province, commune, fromProvince, fromCommune, new DateOnly(2026, 11, 22), AreaType.Urban, 4);

    public static Recognition Facts(HouseholdRecognised told) => Recognition.Of(told);
}
