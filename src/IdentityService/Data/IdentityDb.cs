using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Clients, their keys, roles and grants.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : AreaBoundContext(options)
{
    /// <summary>Clients that may ask for tokens.</summary>
    public DbSet<Client> Clients => Set<Client>();

    /// <summary>Versions of roles.</summary>
    public DbSet<Role> Roles => Set<Role>();

    /// <summary>Roles given to clients in areas.</summary>
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    /// <summary>Assertions that were presented.</summary>
    public DbSet<UsedAssertion> UsedAssertions => Set<UsedAssertion>();

    /// <inheritdoc />
    protected override void MapTables(ModelBuilder modelBuilder)
    {
        modelBuilder.UseOpenIddict<Client, ClientAuthorization, ClientScope, ClientToken, Guid>();
        modelBuilder.Entity<Client>(client =>
        {
            client.ToTable("client");
            client.Property(row => row.Id).ValueGeneratedNever();
            client.Property(row => row.AgencyId).HasMaxLength(35);
        });
        modelBuilder.Entity<ClientAuthorization>().ToTable("client_authorization");
        modelBuilder.Entity<ClientToken>().ToTable("client_token");
        modelBuilder.Entity<ClientScope>().ToTable("client_scope");
        modelBuilder.Entity<Role>(role =>
        {
            role.ToTable("role");
            role.HasKey(row => new { row.Code, row.ValidFrom });
        });
        modelBuilder.Entity<RoleGrant>(grant =>
        {
            grant.ToTable("role_grant");
            grant.Property(row => row.Id).ValueGeneratedNever();
            grant.HasOne<Client>().WithMany().HasForeignKey(row => row.ClientId);
        });
        modelBuilder.Entity<UsedAssertion>(used =>
        {
            used.ToTable("used_assertion");
            used.HasKey(row => new { row.ClientId, row.TokenId });
        });
    }
}
