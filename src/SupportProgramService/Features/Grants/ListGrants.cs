using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Domain.Grants;

namespace PovertyPlatform.SupportProgramService.Features.Grants;

/// <summary>Grants of the caller's areas, page by page, in order of id.</summary>
internal static class ListGrants
{
    public static void Map(RouteGroupBuilder grants) => grants.MapGet("", Handle).WithName("ListGrants")
        .WithSummary("Grants of an area, by programme and state").RequireScope(Scopes.EligibilityRead);

    private static async Task<Results<Ok<Page<GrantItem>>, Refusal>> Handle(
        string? communeCode, string? programmeCode, string? state, string? cursor, int? limit, SupportDb db, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        var after = Guid.Empty;
        if (cursor is not null && !Guid.TryParse(cursor, out after))
            return Refusal.Invalid(new FieldFault("cursor", "Con trỏ trang không hợp lệ; hãy bắt đầu lại từ trang đầu.", "The cursor is not valid; start again at the first page."));
        var found = db.Grants.AsNoTracking().Where(grant => grant.Id > after);
        if (communeCode is not null)
        {
            var (area, outside) = await AreaRequest.Check("communeCode", communeCode, provinces: false, db, clock.Today(), ct);
            if (area is null)
                return outside!;
            found = area.Value.Narrow(found);
        }

        if (programmeCode is not null)
            found = found.Where(grant => grant.ProgrammeCode == programmeCode);
        if (state is not null)
        {
            if (!Enum.GetNames<GrantState>().Contains(state, StringComparer.OrdinalIgnoreCase))
                return Refusal.Invalid(new FieldFault("state", "Trạng thái là granted hoặc withdrawn.", "The state is granted or withdrawn."));
            var wanted = Enum.Parse<GrantState>(state, ignoreCase: true);
            found = found.Where(grant => grant.State == wanted);
        }

        var size = limit ?? PageSize.Usual;
        var items = await found.OrderBy(grant => grant.Id).Take(size + 1).Select(GrantItem.Of).ToListAsync(ct);
        return TypedResults.Ok(items.Count > size ? new Page<GrantItem>(items[..size], items[size - 1].Id.ToString()) : new Page<GrantItem>(items, null));
    }
}
