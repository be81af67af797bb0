using System.Net;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>The empty workbook that officers begin with is understood by the import, down to the last column.</summary>
public class TemplateTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Theory]
    [InlineData(2025, "indicator:22-01")]
    [InlineData(2027, "indicator:27-01")]
    public async Task EveryColumn_IsUnderstood_AndNobodyIsOnIt(int year, string indicator)
    {
        var list = ReadList.Of(new MemoryStream(await Get(host.Officer, year)), SampleRules.For(year));
        Assert.Equal("no-households", Assert.Single(list.Codes));
        var layout = Assert.Single(list.Checker.Layouts)!;
        Assert.Empty(layout.Unused);
        Assert.All(new[] { Field.HouseholdNumber, Field.FullName, Field.IdentityNumber, Field.OldIdentityNumber, Field.Facts, Field.LivelihoodOn, Field.LivelihoodObserver }, field => Assert.True(layout.Has(field), $"{field}"));
        Assert.Contains(indicator, SampleRules.Catalogue(year).Columns.Select(column => column.Field));
        Assert.True(layout.ColumnOf(ColumnCatalogue.FirstIndicator) > 0);
    }

    [Fact]
    public async Task WhatTheCallerMayNotRecord_IsNotAskedFor()
    {
        var list = ReadList.Of(new MemoryStream(await Get(host.ClientFor(TestActors.Officer.Without(Scopes.CausesWrite)), 2026)));
        var layout = Assert.Single(list.Checker.Layouts)!;
        Assert.False(layout.Has(Field.Facts));
        Assert.False(layout.Has(Field.LivelihoodIncome));
        await (await host.Officer.GetAsync("/v1/imports/template.xlsx?year=1999", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.ClientFor(TestActors.Officer.Without(Scopes.HouseholdsImport)).GetAsync("/v1/imports/template.xlsx?year=2026", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<byte[]> Get(HttpClient client, int year)
    {
        using var answer = await client.GetAsync($"/v1/imports/template.xlsx?year={year}", Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }
}
