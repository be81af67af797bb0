using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using Sylvan.Data.Csv;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>An invented caller of the development stack, as <c>reference/identity/sample-clients.csv</c> lists it.</summary>
internal sealed record SampleClient(
    string Id, string Role, IReadOnlyList<string> Provinces, IReadOnlyList<string> Communes, bool Nationwide, string? Agency, bool SignsAssertions, string DescriptionVi, string DescriptionEn)
{
    /// <summary>Single hamlets of the one commune, instead of all of it.</summary>
    public IReadOnlyList<string> Hamlets { get; init; } = [];

    /// <summary>The areas as credentials files show them.</summary>
    public IReadOnlyList<string> Areas => Nationwide ? ["*"] : Hamlets.Count > 0 ? Hamlets : [.. Provinces, .. Communes];

    /// <exception cref="InvalidDataException">A row has another form than it should; the message names line and column.</exception>
    public static IReadOnlyList<SampleClient> Read(string path)
    {
        var clients = new List<SampleClient>();
        using var rows = CsvDataReader.Create(path);
        while (rows.Read())
        {
            string Text(string column) => rows.GetString(rows.GetOrdinal(column));
            IReadOnlyList<string> Codes(string column) => Text(column).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string Check(bool holds, string column) => holds ? Text(column) : throw new InvalidDataException($"{path}, line {rows.RowNumber + 1}: '{Text(column)}' is no {column}.");
            clients.Add(new SampleClient(
                Check(ClientName.IsWellFormed(Text("client_id")), "client_id"), Text("role"), Codes("provinces"), Codes("communes"),
                Check(Text("nationwide") is "0" or "1", "nationwide") == "1",
                Text("agency").Length == 0 ? null : Check(AgencyCode.IsWellFormed(Text("agency")), "agency"),
                Check(Text("authentication") is "secret" or "private_key_jwt", "authentication") == "private_key_jwt",
                Text("description_vi"), Text("description_en")));
        }

        return clients;
    }

    /// <summary>The grants that the row stands for.</summary>
    public IEnumerable<RoleGrant> Grants(Guid? clientId, Guid? accountId, IReadOnlyDictionary<string, string> communeProvinces, DateOnly from, DateTimeOffset now)
    {
        RoleGrant Of(string? province, string? commune) => new()
        {
            ClientId = clientId,
            AccountId = accountId,
            RoleCode = Role,
            ProvinceCode = province,
            CommuneCode = commune,
            CommuneProvince = commune is null ? null : communeProvinces.GetValueOrDefault(commune),
            Hamlets = commune is null ? [] : [.. Hamlets.Where(code => HamletCode.CommuneOf(code) == commune)],
            Nationwide = province is null && commune is null,
            ValidFrom = from,
            GrantedBy = "system:identity",
            GrantedAt = now,
        };
        return Nationwide
            ? [Of(null, null)]
            : [.. Provinces.Select(province => Of(province, null)), .. Communes.Select(commune => Of(null, commune))];
    }
}
