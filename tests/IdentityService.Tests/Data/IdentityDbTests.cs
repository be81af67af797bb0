using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Data;

public sealed class IdentityDbTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Model_AgreesWithTheMigratedDatabase()
    {
        using var scope = host.Services.CreateScope();
        Assert.Empty(await SchemaAgreement.Differences(scope.ServiceProvider.GetRequiredService<IdentityDb>(), host.Database));
    }

    [Theory]
    [InlineData("update role_grant set province_code = '15', nationwide = true")]
    [InlineData("update role_grant set province_code = null, commune_code = null, nationwide = false")]
    [InlineData("update client set agency_id = 'g17'")]
    public async Task ImpossibleRow_IsRefusedByTheDatabase(string sql) =>
        Assert.Equal("23514", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => host.Scalar<object>(sql))).SqlState);
}
