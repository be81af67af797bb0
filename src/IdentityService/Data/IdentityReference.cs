using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using Sylvan.Data.Csv;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>The part of <c>migrate</c> that loads roles, and outside production makes the signing key and the sample clients. Running it twice changes nothing.</summary>
internal static class IdentityReference
{
    public static async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<IdentityDb>();
        var folder = Path.Combine(ReferenceFolder.Find(services.GetRequiredService<IConfiguration>()), "identity");
        // Made here, before any instance starts, so that all of them sign with the same one.
        _ = services.GetRequiredService<SigningKeys>().Load();
        _ = services.GetRequiredService<StorageKeys>().KeysFor("").First();
        await LoadRoles(db, Path.Combine(folder, "roles.csv"), ct);
        await RoleRules.Load(db, folder, ct);
        var portals = ActivatorUtilities.CreateInstance<Portals>(services);
        foreach (var portal in services.GetRequiredService<IOptions<IdentityOptions>>().Value.Portals)
            await portals.Register(portal, portal.ClientId, isSample: false, ct);
        if (services.GetRequiredService<IOptions<IdentityOptions>>().Value.SampleClients)
        {
            await ActivatorUtilities.CreateInstance<SampleClients>(services).Register(SampleClient.Read(Path.Combine(folder, "sample-clients.csv")), ct);
            await ActivatorUtilities.CreateInstance<SampleOfficers>(services, portals).Register(Path.Combine(folder, "sample-officers.csv"), ct);
        }
    }

    private static async Task LoadRoles(IdentityDb db, string path, CancellationToken ct)
    {
        foreach (var role in ReadRoles(path))
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into role (code, valid_from, valid_to, name_vi, name_en, scopes, area_levels, needs_second_factor, delegates, legal_basis, confidence)
                values ({role.Code}, {role.ValidFrom}, {role.ValidTo}, {role.NameVi}, {role.NameEn}, {role.Scopes}, {role.AreaLevels}, {role.NeedsSecondFactor}, {role.Delegates},
                  {role.LegalBasis}, {role.Confidence})
                on conflict (code, valid_from) do update set valid_to = excluded.valid_to, name_vi = excluded.name_vi, name_en = excluded.name_en,
                  scopes = excluded.scopes, area_levels = excluded.area_levels, needs_second_factor = excluded.needs_second_factor, delegates = excluded.delegates,
                  legal_basis = excluded.legal_basis, confidence = excluded.confidence
                """, ct);
    }

    private static IEnumerable<Role> ReadRoles(string path)
    {
        using var rows = CsvDataReader.Create(path);
        while (rows.Read())
        {
            string Text(string column) => rows.GetString(rows.GetOrdinal(column));
            var scopes = Text("scopes").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (scopes.FirstOrDefault(scope => !Scopes.All.Contains(scope)) is { } unknown)
                throw new InvalidDataException($"{path}, line {rows.RowNumber + 1}: scope '{unknown}' is unknown.");
            yield return new Role
            {
                Code = Text("code"),
                ValidFrom = DateOnly.ParseExact(Text("valid_from"), "yyyy-MM-dd"),
                ValidTo = Text("valid_to") is { Length: > 0 } end ? DateOnly.ParseExact(end, "yyyy-MM-dd") : null,
                NameVi = Text("name_vi"),
                NameEn = Text("name_en"),
                Scopes = scopes,
                AreaLevels = Text("area_levels").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                NeedsSecondFactor = Text("needs_second_factor") == "1",
                Delegates = Text("delegates").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                LegalBasis = Text("legal_basis") is { Length: > 0 } basis ? basis : null,
                Confidence = Text("confidence"),
            };
        }
    }
}
