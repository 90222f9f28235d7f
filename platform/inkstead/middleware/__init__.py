"""What every request passes whatever its host. Hosts and tenants are `tenants.middleware`'s."""
