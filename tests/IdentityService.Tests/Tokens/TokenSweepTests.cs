using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.IdentityService.Features.Tokens;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>What ended more than fourteen days ago goes; what could still be used, or whose second use could still be told, stays.</summary>
public sealed class TokenSweepTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task WhatEndedLongAgo_IsSweptAway_AndNothingElse()
    {
        await using (var rows = host.Database.CreateCommand("""
            insert into client_authorization (id, application_id, creation_date, status, subject, type, concurrency_token)
            select v.id::uuid, (select id from client order by client_id limit 1), now() - v.age, v.status, v.name, 'ad-hoc', 'x' from (values
              ('00000000-0000-0000-0000-000000000001', interval '15 days', 'valid',   'session that is over'),
              ('00000000-0000-0000-0000-000000000002', interval '15 days', 'valid',   'session that goes on'),
              ('00000000-0000-0000-0000-000000000003', interval '15 days', 'revoked', 'session that was ended'),
              ('00000000-0000-0000-0000-000000000004', interval '13 days', 'revoked', 'session that was ended lately')) v (id, age, status, name);
            insert into client_token (id, authorization_id, creation_date, expiration_date, status, subject, type, concurrency_token)
            select gen_random_uuid(), v.session::uuid, now() - v.age, now() + v.rest, v.status, v.name, 'refresh_token', 'x' from (values
              ('00000000-0000-0000-0000-000000000001', interval '15 days', interval '-14 days', 'valid',    'expired'),
              ('00000000-0000-0000-0000-000000000001', interval '15 days', interval '1 hour',   'redeemed', 'used long ago'),
              ('00000000-0000-0000-0000-000000000002', interval '15 days', interval '1 hour',   'valid',    'still good'),
              ('00000000-0000-0000-0000-000000000002', interval '13 days', interval '-12 days', 'valid',    'expired lately'),
              ('00000000-0000-0000-0000-000000000002', interval '1 hour',  interval '1 hour',   'redeemed', 'used lately')) v (session, age, rest, status, name)
            """))
            await rows.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var sweep = host.Services.GetRequiredService<TokenSweep>();

        Assert.Equal(4, await sweep.Sweep(TestContext.Current.CancellationToken));

        Assert.Equal("expired lately, still good, used lately", await host.Scalar<string>("select string_agg(subject, ', ' order by subject) from client_token where subject not like 'officer%'"));
        Assert.Equal("session that goes on, session that was ended lately", await host.Scalar<string>("select string_agg(subject, ', ' order by subject) from client_authorization"));
        Assert.Equal(0, await sweep.Sweep(TestContext.Current.CancellationToken));
    }
}
