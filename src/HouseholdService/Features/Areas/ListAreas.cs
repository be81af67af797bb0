using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Areas;

/// <summary>Provinces, or the communes of a province, as they were on a date.</summary>
internal static class ListAreas
{
    /// <summary>An administrative unit on the date asked for. A code means nothing without that date: many were given to other units in July 2025.</summary>
    /// <param name="Code">Two digits for a province, five for a commune.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="Type">Type of the unit.</param>
    /// <param name="AreaType">Urban or rural, for a commune; it decides the poverty line.</param>
    /// <param name="ValidFrom">First day, where known.</param>
    /// <param name="ValidTo">Last day, where the unit has ended.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Response(string Code, string Name, string NameEn, string Type, AreaType? AreaType, DateOnly? ValidFrom, DateOnly? ValidTo);

    public static void Map(RouteGroupBuilder areas) => areas.MapGet("/", Handle).WithName("ListAreas")
        .WithSummary("Provinces, or communes of a province, on a date").RequireScope(Scopes.ReferenceRead);

    private static async Task<Results<Ok<List<Response>>, Refusal>> Handle(string? provinceCode, DateOnly? on, ReferenceBook book, TimeProvider clock, CancellationToken ct)
    {
        var areas = (await book.Open(ct)).Areas;
        var day = on ?? clock.Today();
        if (provinceCode is null)
            return TypedResults.Ok(areas.Provinces(day).Select(row => new Response(row.Code, row.Name, row.NameEn, row.Type, null, Known(row.ValidFrom), row.ValidTo)).ToList());
        if (areas.ProvinceOn(provinceCode, day) is null)
            return Refusal.Invalid(new FieldFault("provinceCode", $"Không có tỉnh, thành phố mang mã này vào ngày {day:dd/MM/yyyy}.", $"No province carries this code on {day:yyyy-MM-dd}."));
        return TypedResults.Ok(areas.OfProvince(provinceCode, day)
            .Select(row => new Response(row.Code, row.Name, row.NameEn, row.Type, row.AreaType, Known(row.ValidFrom), row.ValidTo)).ToList());
    }

    private static DateOnly? Known(DateOnly day) => day == DateOnly.MinValue ? null : day;
}
