using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>Causes of poverty that can be chosen in a province on a day.</summary>
internal static class ListCauses
{
    public static void Map(RouteGroupBuilder causes) => causes.MapGet("/", Handle).WithName("ListCauses")
        .WithSummary("Causes of poverty of a province on a day").RequireScope(Scopes.ReferenceRead);

    private static async Task<Results<Ok<IReadOnlyList<Cause>>, Refusal>> Handle(string? provinceCode, DateOnly? on, HouseholdDb db, ReferenceBook book, TimeProvider clock, CancellationToken ct)
    {
        var day = on ?? clock.Today();
        var pages = await book.Open(ct);
        if (provinceCode is null || pages.Areas.ProvinceOn(provinceCode, day) is null)
            return Refusal.Invalid(new FieldFault("provinceCode", "Không có tỉnh mang mã này vào ngày này.", "No province carries this code on this date."));
        var known = await db.CausesOn(pages, provinceCode, day, ct);
        return TypedResults.Ok<IReadOnlyList<Cause>>([.. known.Values]);
    }
}
